import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(__dirname, '../../modules');
const START = /\b(?:startProgram|startInBackground|runProgram|runProgramAtOnce|spawn|spawnSync)\(/g;

/** In the file itself; TypeScript demands an environment for every start. */
const ALLOWED = /\binheritedEnvironment\(/;
const PASSES_ON = 'passes on what its caller gives it, and a caller has to give it something';
const CONTAINER =
  'a container’s own variables, from its image and its request, with nothing of this process’s but PATH';
const PROVIDER =
  'the practitioner checks a provider of their own, which under Terraform gets Terraform’s whole environment';

/**
 * Every file that starts a program, and where the environment that it passes on comes from: a list of allowed variables
 * (`ALLOWED`, in the file itself), or the reason for anything else.
 */
const STARTS: Readonly<Record<string, typeof ALLOWED | string>> = {
  'cli/doctor/look-at-machine.ts': ALLOWED,
  'cli/local/port-owner.ts': ALLOWED,
  'cli/local/start.ts': ALLOWED,
  'cli/pipeline/project-run.ts':
    'runs the practitioner’s CDKTF and Terraform, as a pipeline would run them itself',
  'cli/pipeline/source-tree.ts': ALLOWED,
  'cli/provider/sign-checksums.ts':
    'gpg is the practitioner’s own and finds its agent, its terminal and its pinentry through variables of many names',
  'conformance/lifecycle/run-limited.ts': PROVIDER,
  'conformance/process/parent.ts': PROVIDER,
  'conformance/process/provider-process.ts': PROVIDER,
  'conformance/process/started-by-hand.ts': PROVIDER,
  'delivery/provider-executable.ts':
    'builds this project from its own sources with its own tools, as `npm run build` does in the same shell',
  'demo/examples/system-packages.ts': ALLOWED,
  'demo/programs/kept-aws-provider.ts':
    'runs the practitioner’s AWS provider, which gets Terraform’s whole environment',
  'demo/programs/prerequisites.ts':
    'asks the practitioner’s Terraform for its version, and a version manager may answer',
  'demo/programs/run-child.ts':
    'runs the practitioner’s CDKTF and Terraform, as they would in the same shell',
  'demo/programs/process-tree.ts': ALLOWED,
  'image/builder/run-builder.ts': ALLOWED,
  'local-cloud/runners/container/engine.ts': ALLOWED,
  'local-cloud/runners/namespaces/probe-namespaces.ts': ALLOWED,
  'local-cloud/runners/process/host-python.ts': ALLOWED,
  'local-cloud/runners/process/process-group.ts': CONTAINER,
  'local-cloud/runners/process/python-environment.ts': ALLOWED,
  'local-cloud/runners/process/watchdog.ts': ALLOWED,
  'local-cloud/store/check-store.ts': ALLOWED,
  'machine/process-alive.ts': ALLOWED,
  'machine/process-identity.ts': ALLOWED,
  'machine/run-program-at-once.ts': PASSES_ON,
  'machine/run-program.ts': PASSES_ON,
  'machine/start-program.ts': PASSES_ON,
};

const textOf = (file: string): string => readFileSync(join(modules, file), 'utf8');
/** What each start passes on, to the end of its arguments. A definition is no start, and neither is what a comment names. */
function startsIn(file: string): readonly string[] {
  const text = textOf(file).replace(/\/\*[\s\S]*?\*\/|\bfunction \w+\(/g, '');
  return [...text.matchAll(START)].map(({ index }) => callAt(text, index));
}

/** The text from `from` to the bracket that closes the first one. */
function callAt(text: string, from: number): string {
  let depth = 0;
  for (let at = text.indexOf('(', from); at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')' && --depth === 0) return text.slice(from, at + 1);
  }
  return text.slice(from);
}

const starters = readdirSync(modules, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && startsIn(file).length > 0)
  .sort();

describe('programs that the modules start', () => {
  it('are started in the places known here', () => {
    expect(starters).toEqual(Object.keys(STARTS).sort());
  });

  const listed = starters.filter((file) => STARTS[file] === ALLOWED);
  it.each(listed)('get a list of allowed variables in %s', (file) => {
    expect(textOf(file)).toMatch(ALLOWED);
    expect(textOf(file)).not.toMatch(/\.\.\.process\.env/);
    const [start = '', ...more] = startsIn(file);
    expect(more).toEqual([]);
    expect(start).toMatch(/\benv\b/);
    expect(start.replace(/inheritedEnvironment\(process\.env/g, '')).not.toMatch(/process\.env/);
  });
});
