import type { Command } from 'commander';
import { readSettings } from '../config/settings.ts';
import { explain } from '../findings-text.ts';
import { type ExplainedWay, explainWay } from '../intake/explain-way.ts';
import { findRegion } from '../intake/find-destination.ts';
import { originOf } from '../intake/join-plans.ts';
import type { Plan } from '../intake/plan.ts';
import { findService } from '../intake/resolve.ts';
import { berlinDay } from '../messages/dates.ts';
import { readPlans } from '../prepare-networks.ts';
import { type ExitCode, exitCodeHelp, exitCodes, refuse, runCommand } from './failure.ts';
import { chooseLanguage } from './language.ts';
import { layOut, paintFor, printJson } from './terminal.ts';

interface Options {
  readonly act: string;
  readonly day?: string;
  readonly portal?: string;
  readonly network?: string;
  readonly config?: string;
  readonly json?: true;
}

/** `zustellwerk route SERVICE REGION` */
export function addRoute(program: Command): void {
  program
    .command('route')
    .description('Say where a service goes in a region, and why. Reads the network file; needs no gateway.')
    .argument('<service>', 'id or LeiKa key of the service')
    .argument('<region>', 'ARS or AGS of a municipality')
    .option('--act <act>', 'act within the service', 'apply')
    .option('--day <day>', 'on that day, like 2027-01-01; left out: today')
    .option('--portal <id>', 'as that portal is routed')
    .option('--network <id>', 'of several networks, whose routes; left out: that of the portal, or the first')
    .option('--config <path>', 'network file, or folder with one or several; left out: ZUSTELLWERK_CONFIG')
    .option('--json', 'print the answer as `GET /v1/routes` gives it')
    .addHelpText('after', `\nExample: zustellwerk route gewerbe-anmeldung 034575402003\n${exitCodeHelp}`)
    .action(runCommand(showRoute));
}

async function showRoute(serviceKey: string, regionKey: string, options: Options): Promise<ExitCode> {
  const { act, portal, day = berlinDay(new Date()), json } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw refuse(`--day ${day} is no day; it should look like 2027-01-01.`);
  const plan = choosePlan(await readPlans(options.config ?? readSettings(process.env).config), options);
  const service = findService({ serviceId: serviceKey }, plan);
  const region = findRegion(regionKey, plan);
  const language = chooseLanguage(undefined, process.env);
  if ('finding' in service) throw refuse(`${serviceKey}: ${explain(service.finding, language)}`);
  if ('finding' in region) throw refuse(`${regionKey}: ${explain(region.finding, language)}`);
  const explained = explainWay({ service: service.value, region: region.value, act, portal, day }, plan);
  if (json) printJson({ service: service.value.id, act, region: region.value.ars, day, ...explained });
  else print(explained);
  return explained.way === 'none' ? exitCodes.refused : exitCodes.fine;
}

function choosePlan(plans: readonly Plan[], { network, portal }: Options): Plan {
  const [first] = plans;
  const ids = plans.map(({ config }) => config.network.id);
  const named = plans.find(({ config }) => config.network.id === network);
  if (!first || (network !== undefined && !named)) throw refuse(`There is no network "${network}": ${ids.join(', ')}.`);
  const owns = ({ config }: Plan) => config.portals.some(({ id }) => id === portal);
  const chosen = named ?? plans.find(owns) ?? first;
  if (portal !== undefined && !owns(originOf(portal, chosen))) throw refuse(`There is no portal "${portal}".`);
  return chosen;
}

function print({ way, why, office, link, places }: ExplainedWay): void {
  const paint = paintFor(process.stdout);
  const target = office ? `${office.destination} (${office.authority})` : (link?.url ?? link?.name ?? '');
  const phase =
    office && office.phase !== 'live'
      ? `, phase ${office.phase}: dry runs${office.phase === 'test' ? ' and tests' : ''} only`
      : '';
  console.log(`${paint(way === 'none' ? 'red' : 'green', way)}  ${target}${phase}\n${why}\n`);
  const rows = places.flatMap(({ region, name, routes }) => [
    [`${region}  ${name}`, ...(routes.length === 0 ? [paint('dim', 'no route')] : [])],
    ...routes.map(({ verdict, act = 'every act', from, until, office: to, link: elsewhere }) => [
      `  ${to?.destination ?? elsewhere?.name}`,
      act,
      from || until ? `${from ?? ''}…${until ?? ''}` : '',
      verdict === 'chosen' ? paint('green', verdict) : paint('dim', verdict),
    ]),
  ]);
  for (const line of layOut(rows)) console.log(line);
}
