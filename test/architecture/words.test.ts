import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** Turns of phrase that a reader stumbles over, and plain ones to use instead. */
const BANNED: readonly { readonly words: RegExp; readonly instead: string }[] = [
  { words: /\b(?:no|some|any|every)body\b/i, instead: 'name who, or use the passive' },
  {
    words: /\b(?:whoever|whomever|whosoever|everyone|someone|anyone)\b/i,
    instead: 'name who: the user, the caller, …',
  },
  { words: /\bstood in for\b|\bstands? in for\b/i, instead: 'simulated, replaced' },
  { words: /\bbetters\b/i, instead: 'beats' },
  { words: /\bhas no use\b|\bof no use\b/i, instead: 'is not meant to' },
  { words: /\bended well\b|\bends well\b/i, instead: 'completed' },
  { words: /\bin order that\b/i, instead: 'so that' },
  { words: /\bhand(?:s|ed|ing)? (?:it |them )?(?:back|over)\b/i, instead: 'return, pass' },
];

/**
 * Where nothing but Tuneform speaks. There "refuse" is only for a service or program that is not Tuneform, which the
 * sentence names; what Tuneform does with bad input is "reject".
 */
const OURS = /^modules\/(?:plugin|local-cloud|constructs|machine|search|image\/(?:context|dockerfile))\//;
const REFUSE = /\brefus(?:e|es|ed|al|als|ing)\b/i;
const OTHERS =
  /\b(?:AWS|SageMaker|S3|IAM|ECR|STS|EC2|KMS|Terraform|OpenTofu|Docker|[Ss]ervices?|registry|kernel|Node)\b/;

/** Why a sentence breaks the rules; undefined if it keeps them. */
function fault(file: string, sentence: string): string | undefined {
  const banned = BANNED.find(({ words }) => words.test(sentence));
  if (banned !== undefined) return banned.instead;
  return OURS.test(file) && REFUSE.test(sentence) && !OTHERS.test(sentence) ? 'reject' : undefined;
}

function mayBreak(text: string): boolean {
  const line = text.replaceAll(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ');
  return REFUSE.test(line) || BANNED.some(({ words }) => words.test(line));
}

const withoutMarks = (comment: string): string =>
  comment.replaceAll(/^\s*(?:\/\*\*?|\*\/?|\/\/|#)|\*\/$/gm, ' ');

/** Comments of a source and, outside of tests, its strings of several words; names of things in the code are not prose. */
function proseOf(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const comments = new Map<number, string>();
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ];
    for (const { pos, end } of ranges) comments.set(pos, withoutMarks(text.slice(pos, end)));
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/\S \S/.test(node.text)) strings.push(node.text);
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  // A test's strings are data too, such as the name of a role that does not exist.
  return file.startsWith('test/') ? [...comments.values()] : [...comments.values(), ...strings];
}

/** A page without its code blocks. */
const pageOf = (text: string): readonly string[] =>
  text.replaceAll(/^```[\s\S]*?^```/gm, '').split(/\n\s*\n/);

const sentencesOf = (prose: string): readonly string[] =>
  prose
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?:]) /);

const files = ['modules', 'stacks', 'scripts', 'docs', 'test']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .concat('main.ts', 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md')
  .filter((file) => /\.(?:ts|md)$/.test(file) && !/(?:^|\/)node_modules\//.test(file));

describe('comments, messages and pages', () => {
  it('are in plain words', () => {
    expect(files.length).toBeGreaterThan(900);
    const broken = files.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      // Parsing every source would take seconds, and almost all of them have none of the words anywhere.
      if (!mayBreak(text)) return [];
      const prose = file.endsWith('.md') ? pageOf(text) : proseOf(file, text);
      return prose
        .flatMap(sentencesOf)
        .map((sentence) => ({ file, sentence, instead: fault(file, sentence) }))
        .filter(({ instead }) => instead !== undefined);
    });
    expect(broken).toEqual([]);
  });

  it.each([
    ['modules/cli/a.ts', 'Nobody is there to answer.', false],
    ['modules/cli/a.ts', 'This run is stood in for by a CPU.', false],
    ['modules/local-cloud/a.ts', 'Refuses a role that cannot be assumed.', false],
    ['modules/local-cloud/a.ts', 'Rejects a tag key that AWS refuses.', true],
    ['modules/aws/a.ts', 'True once a change was requested and not refused.', true],
  ])('judges in %s “%s”: %s', (file, sentence, kept) => {
    expect(fault(file, sentence) === undefined).toBe(kept);
  });

  it('may break a rule across two lines of a comment', () => {
    expect(mayBreak('/**\n * Is stood\n * in for by a CPU.\n */')).toBe(true);
    expect(mayBreak('/** Is simulated. */')).toBe(false);
  });

  it('are found in comments, strings and templates, and not in names', () => {
    const text =
      '/** One\n * two. */\nconst nobody = refused(`three ${four} five six`, "seven eight"); // nine';
    expect(proseOf('a.ts', text).flatMap(sentencesOf)).toEqual([
      'One two.',
      'nine',
      'five six',
      'seven eight',
    ]);
  });
});
