// `npm run check`: types, Svelte, lint and the rules of the rooms, in seconds.
import { run } from './child.ts';
import { packaged, runChecks } from './checks.ts';
import { root, runCommand } from './command.ts';
import { installPackages } from './packages.ts';
import { complain, duration, say } from './step.mjs';

await runCommand(async (command) => {
  await installPackages(command.signal);
  const { failed } = await runChecks(command.signal);
  const started = performance.now();
  try {
    await run(process.execPath, [packaged('vitest', 'vitest.mjs'), 'run', '--project', 'unit', 'test/architecture.test.ts'], { cwd: root, signal: command.signal });
    say(`  ${'Architecture '.padEnd(66, '.')} ${duration(performance.now() - started)}`);
    return failed > 0 ? 1 : 0;
  } catch (error) {
    command.signal.throwIfAborted();
    complain(error instanceof Error && 'output' in error ? String(error.output) : String(error));
    return 1;
  }
});
