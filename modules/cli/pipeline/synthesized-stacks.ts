import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TuneformError } from '../../kernel';
import type { Stack } from './stack';

const manifest = z.object({
  stacks: z.record(
    z.string(),
    z.object({ name: z.string(), workingDirectory: z.string(), dependencies: z.array(z.string()) }),
  ),
});

/** Folder that CDKTF writes the stacks to. */
export const SYNTHESIZED = 'cdktf.out';

/** Returns the stacks that CDKTF synthesized last, each after those that it depends on. */
export function synthesizedStacks(project: string): readonly Stack[] {
  const { stacks } = manifest.parse(
    JSON.parse(readFileSync(join(project, SYNTHESIZED, 'manifest.json'), 'utf8')),
  );
  return inOrder(
    Object.values(stacks).map(({ name, workingDirectory, dependencies }) => ({
      name,
      folder: join(SYNTHESIZED, workingDirectory),
      dependencies,
    })),
  );
}

/** Sorts stacks so that each follows those that it depends on, otherwise as they were. */
export function inOrder(stacks: readonly Stack[]): readonly Stack[] {
  const sorted: Stack[] = [];
  const waiting = [...stacks];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ dependencies }) =>
      dependencies.every((name) => !waiting.some((other) => other.name === name)),
    );
    if (next === -1) {
      throw new TuneformError(
        `The stacks ${waiting.map(({ name }) => name).join(', ')} depend on each other. Remove one of the dependencies.`,
        { code: 'STACKS_IN_CIRCLE', summary: 'Stacks Depend on Each Other' },
      );
    }
    sorted.push(...waiting.splice(next, 1));
  }
  return sorted;
}
