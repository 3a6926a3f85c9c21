/**
 * Checks the documentation: every relative link in a Markdown file has a target, and every decision record has a
 * number, a status and a line in the index. Prints each fault with its place; exit code 1 if there is any.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');
const problems: string[] = [];

const markdownFiles = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));

for (const file of markdownFiles) {
  const text = readFileSync(join(root, file), 'utf8').replace(/```[\s\S]*?```/g, '');
  for (const match of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    const target = (match[1] ?? '').split('#')[0] ?? '';
    if (target === '' || /^[a-z]+:/.test(target)) continue;
    if (!existsSync(join(root, dirname(file), target))) {
      problems.push(`${file}: link to ${target} has no target`);
    }
  }
}

const records = markdownFiles.filter((file) => /^docs\/adr\/\d{4}-/.test(file)).sort();
const index = existsSync(join(root, 'docs/adr/README.md'))
  ? readFileSync(join(root, 'docs/adr/README.md'), 'utf8')
  : '';
const seen = new Set<string>();
for (const file of records) {
  const name = file.slice('docs/adr/'.length);
  const number = name.slice(0, 4);
  const text = readFileSync(join(root, file), 'utf8');
  if (seen.has(number)) problems.push(`${file}: number ${number} is taken by another record`);
  seen.add(number);
  if (!/^Status: (accepted|superseded by \d{4})$/m.test(text)) problems.push(`${file}: no "Status:" line`);
  if (!index.includes(`(${name})`)) problems.push(`${file}: not listed in docs/adr/README.md`);
}

for (const problem of problems) console.error(problem);
console.log(
  `${String(markdownFiles.length)} Markdown files and ${String(records.length)} decision records checked`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
