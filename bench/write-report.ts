import type { MessageCost } from './message-costs.ts';
import type { Spread } from './numbers.ts';
import type { Report } from './report.ts';
import type { CpuTime } from './rounds.ts';
import { poolSize } from './settings.ts';
import type { VendorReport } from './vendors.ts';

/** The report for people. */
export function writeReport({ machine, rounds, seconds, callers, ...report }: Report): string {
  const { rates, ratios, cpu, latencies, memory } = report;
  return [
    `${machine.cores} cores (${machine.cpu}), Node ${machine.node}, PostgreSQL ${machine.postgres} with fsync`,
    `${rounds} rounds of ${seconds} s for each, ${callers} callers, ${poolSize} database connections for each server`,
    '',
    'requests/s                       median     min     max',
    `  a  bare Hono route, one insert ${writeSpread(rates.insert, 0)}`,
    `  b  accept                      ${writeSpread(rates.accept, 0)}`,
    `  c  accept to delivered         ${writeSpread(rates.deliver, 0)}`,
    'ratio',
    `  b/a                            ${writeSpread(ratios.accept, 2)}`,
    `  c/a                            ${writeSpread(ratios.deliver, 2)}`,
    `  b/a by CPU time                ${writeSpread(ratios.cpu, 2)}`,
    '',
    `CPU time     a: ${writeCpu(cpu.insert)}`,
    `             b: ${writeCpu(cpu.accept)}`,
    `latency      a: p50 ${ms(latencies.insert.p50)}, p99 ${ms(latencies.insert.p99)}; b: p50 ${ms(latencies.accept.p50)}, p99 ${ms(latencies.accept.p99)}`,
    `statements   ${report.statementsPerAccept.toFixed(3)} per accept, with those of the gateway's own clock`,
    `memory       accepting ${mib(memory.accepting)}; delivering ${mib(memory.delivering)}`,
    '',
    writeCosts(report.messages),
  ].join('\n');
}

/** One line for each message. */
export function writeCosts(costs: readonly MessageCost[]): string {
  const head = ['bytes', 'understand', 'draft', 'rules', 'build', 'prove', 'read'].map((name) => name.padStart(10));
  return [`${'µs of CPU per message'.padEnd(30)}${head.join(' ')}`, ...costs.map(writeCost)].join('\n');
}

export function writeVendors({ rounds, seconds, latencies, states }: VendorReport): string {
  const line = ({ p50, p95, count }: VendorReport['latencies']['allWell']) =>
    `${ms(p50).padStart(8)} ${ms(p95).padStart(8)} ${String(count).padStart(6)}`;
  return [
    `${rounds} rounds of ${seconds} s for each gateway`,
    '',
    'accepted to delivered, healthy vendor     p50      p95  count',
    `  all three vendors healthy        ${line(latencies.allWell)}`,
    `  one dead, one slow, one healthy  ${line(latencies.beside)}`,
    '',
    ...Object.entries(states).map(([vendor, counts]) => `  ${vendor.padEnd(8)} ${JSON.stringify(counts)}`),
  ].join('\n');
}

function writeSpread({ median, min, max }: Spread, digits: number): string {
  return [median, min, max].map((value) => value.toFixed(digits).padStart(7)).join(' ');
}

function writeCost({ message, bytes, understand, draft, rules, build, prove, read }: MessageCost): string {
  const columns = [bytes, understand, draft, rules, build, prove, read];
  return `  ${message.padEnd(28)}${columns.map((value) => (value?.toFixed(0) ?? '').padStart(10)).join(' ')}`;
}

function writeCpu({ server, postgres, load }: CpuTime): string {
  const [own, database, callers] = [server, postgres, load].map((time) => time.toFixed(0));
  return `server ${own} µs, PostgreSQL ${database} µs, callers ${callers} µs for one request`;
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

function mib({ end, peak }: { end: number; peak: number }): string {
  return `${end.toFixed(0)} MiB at the end, ${peak.toFixed(0)} MiB at most`;
}
