import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf, ROOT } from '../../scripts/docs/commands';
import { ELSEWHERE, JOURNEYS } from '../../scripts/docs/journeys';
import { played } from '../../scripts/docs/play';

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

test('the table names commands that are there, and files that exist', () => {
  const stale = Object.entries(ELSEWHERE).flatMap(([page, entries]) =>
    Object.entries(entries)
      .filter(([start]) => !commandsOf(page).some(({ text }) => text.startsWith(start)))
      .map(([start]) => `${page}: ${start}`),
  );
  expect(stale).toEqual([]);
  const files = Object.values(ELSEWHERE).flatMap((entries) =>
    Object.values(entries).flatMap((where) => ('runBy' in where ? [where.runBy] : [])),
  );
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('a journey plays only pages and sections that are there', () => {
  const missing = JOURNEYS.flatMap(({ chapters }) => chapters).flatMap(({ page, sections }) =>
    (sections ?? []).filter((section) => !commandsOf(page).some((command) => command.section === section)),
  );
  expect(missing).toEqual([]);
});
