import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf, ROOT } from '../../scripts/docs/commands';
import { ELSEWHERE, JOURNEYS } from '../../scripts/docs/journeys';
import { played } from '../../scripts/docs/play';
import { wordsMissing } from '../support/runs-command';

const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '' && existsSync(join(ROOT, page)) && commandsOf(page).length > 0);

const beginnings = (page: string): readonly string[] => Object.keys(ELSEWHERE[page] ?? {});

test.each(pages)('every command of %s is played by a journey, or the table says where it is run', (page) => {
  const inJourneys = JOURNEYS.flatMap(({ chapters }) => chapters)
    .filter((chapter) => chapter.page === page)
    .flatMap(played)
    .map(({ line }) => line);
  const untried = commandsOf(page)
    .filter(
      ({ line, text }) =>
        !inJourneys.includes(line) && !beginnings(page).some((start) => text.startsWith(start)),
    )
    .map(({ line, text }) => `${page}:${String(line)} ${text}`);
  expect(untried).toEqual([]);
});

test('the table names commands that are there', () => {
  const stale = Object.entries(ELSEWHERE).flatMap(([page, entries]) =>
    Object.entries(entries)
      .filter(([start]) => !commandsOf(page).some(({ text }) => text.startsWith(start)))
      .map(([start]) => `${page}: ${start}`),
  );
  expect(stale).toEqual([]);
});

const RUN_BY_A_FILE = Object.entries(ELSEWHERE).flatMap(([page, entries]) =>
  Object.entries(entries).flatMap(([key, where]) =>
    'runBy' in where
      ? commandsOf(page)
          .filter(({ text }) => text.startsWith(key))
          .map(({ text }) => ({ page, key, text, ...where }))
      : [],
  ),
);

test.each(RUN_BY_A_FILE)('$runBy runs the command of $page: $text', ({ key, text, runBy, as }) => {
  if (as === undefined) expect(wordsMissing(runBy, text, key)).toEqual([]);
  else expect(readFileSync(join(ROOT, runBy), 'utf8')).toContain(as);
});

test.each([
  ['.ci/run', 'npm run test:nothing', 'npm', ['npm run test:nothing']],
  ['test/acceptance/demo/demo.test.ts', 'npm run build:sea', 'npm run', ['build:sea']],
  ['test/acceptance/demo/demo.test.ts', 'npm run demo -- --no-such', 'npm run demo', ['--no-such']],
  [
    'test/contract/cli/local-account.test.ts',
    'npx tuneform local watch --for 1',
    'npx tuneform local watch',
    ['watch'],
  ],
  [
    'test/contract/cli/local-account.test.ts',
    'npx tuneform local quota --no-such',
    'npx tuneform local',
    ['--no-such'],
  ],
  ['scripts/test-packages.ts', 'eval "$(npx tuneform review env)"', 'eval', ['review']],
])('%s would not pass for a file that runs %s', (file, command, key, missing) => {
  expect(wordsMissing(file, command, key)).toEqual(missing);
});

test('a journey plays only pages and sections that are there', () => {
  const missing = JOURNEYS.flatMap(({ chapters }) => chapters).flatMap(({ page, sections }) =>
    (sections ?? []).filter((section) => !commandsOf(page).some((command) => command.section === section)),
  );
  expect(missing).toEqual([]);
});
