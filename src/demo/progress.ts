import { layOut, paintFor } from '../cli/terminal.ts';

/** Shows how a number of things get on. */
export interface Progress {
  report(name: string, state: string): void;
  /** Leaves nothing behind that a later line could be mixed with. */
  end(): void;
}

const signs: Record<string, string> = { delivered: '✓', completed: '✓', refused: '✓', rejected: '✗', parked: '✗' };

/** One line for each thing: rewritten in place at a terminal, written anew with each change elsewhere. */
export function showProgress(names: readonly string[], stream: NodeJS.WriteStream): Progress {
  const fits = stream.isTTY === true && process.env.TERM !== 'dumb' && names.length < stream.rows - 1;
  return fits ? rewriteLines(names, stream) : writeLines(stream);
}

function writeLines(stream: NodeJS.WriteStream): Progress {
  const last = new Map<string, string>();
  return {
    report: (name, state) => {
      if (last.get(name) === state) return;
      last.set(name, state);
      if (state !== 'posting') stream.write(`  ${signs[state] ?? '·'} ${name}  ${state}\n`);
    },
    end: () => {},
  };
}

/** Cursor up and erase below, as in ECMA-48. */
function rewriteLines(names: readonly string[], stream: NodeJS.WriteStream): Progress {
  const states = new Map(names.map((name) => [name, 'waiting']));
  const paint = paintFor(stream);
  let shown = 0;
  const draw = () => {
    const lines = layOut(
      [...states].map(([name, state]) => {
        const sign = signs[state] ?? '·';
        const colour = sign === '✗' ? 'red' : sign === '✓' ? 'green' : 'yellow';
        return [`  ${paint(colour, sign)} ${name}`, paint(state === 'waiting' ? 'dim' : colour, state)];
      }),
    );
    erase();
    stream.write(`${lines.join('\n')}\n`);
    shown = lines.length;
  };
  const erase = () => {
    if (shown > 0) stream.write(`\u001B[${shown}A\u001B[J`);
    shown = 0;
  };
  draw();
  return {
    report: (name, state) => {
      if (states.get(name) === state) return;
      states.set(name, state);
      draw();
    },
    end: erase,
  };
}
