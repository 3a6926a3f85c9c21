import { renderTable } from '../../cli';
import type { Surroundings } from '../in-world';
import { runStaged } from '../run-staged';
import { exampleCommand } from './options';
import { EXAMPLES } from './registry';
import { runExample } from './run-example';

/** Runs `npm run example`. Resolves with the exit code after everything it started has ended. */
export function exampleMain(argv: readonly string[], project: string): Promise<number> {
  return runStaged(argv, project, (around) =>
    exampleCommand(
      EXAMPLES,
      () => list(around),
      (choice) => runExample(choice, around),
    ),
  );
}

function list({ stage }: Surroundings): void {
  const rows = EXAMPLES.map(({ name, about }) => [name, about]);
  stage.block(renderTable([{ title: 'example' }, { title: 'what it does' }], rows, stage.style));
  stage.line();
  stage.block('npm run example NAME                 deploys it to the local cloud');
  stage.block('npm run example NAME -- --destroy    takes it down');
}
