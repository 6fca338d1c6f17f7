import { Command, CommanderError } from 'commander';
import { version } from '../version.ts';
import { addAdapter } from './adapter.ts';
import { addCallback } from './callback.ts';
import { addCallbackKey } from './callback-key.ts';
import { addCodelist } from './codelist.ts';
import { addConfig } from './config-check.ts';
import { addContract } from './contract.ts';
import { addDemo } from './demo.ts';
import { addDestinations } from './destinations.ts';
import { exitCodeHelp, exitCodes } from './failure.ts';
import { addFitConnect } from './fit-connect.ts';
import { addKey } from './key.ts';
import { addMessage } from './message-check.ts';
import { addNetwork } from './network.ts';
import { addPackage } from './package.ts';
import { addRoute } from './route.ts';
import { addSimulate } from './simulate.ts';
import { addStart } from './start.ts';
import { addStatus } from './status.ts';
import { addSubmit } from './submit.ts';

const program = new Command('zustellwerk')
  .description('Gateway between municipal portals and specialist procedures: JSON in, schema-valid XML out, delivered.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(--help tells how it is used)')
  .addHelpText('after', `\nExample: zustellwerk demo\n${exitCodeHelp}`);

for (const add of [
  addStart,
  addDemo,
  addConfig,
  addRoute,
  addNetwork,
  addPackage,
  addKey,
  addCallback,
  addCallbackKey,
  addSubmit,
  addStatus,
  addDestinations,
  addMessage,
  addContract,
  addCodelist,
  addAdapter,
  addSimulate,
  addFitConnect,
]) {
  add(program);
}

try {
  await program.parseAsync();
} catch (error) {
  // Commander has told its user already; asking for help is no mistake, and neither is asking for the version.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.cannotRun;
}
