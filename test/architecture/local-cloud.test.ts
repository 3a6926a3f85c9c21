import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '../../modules/local-cloud/services/services';

const folder = join(__dirname, '../../modules/local-cloud');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const sources = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));

const GIVEN =
  /\b(?:Math\.random|Date\.now|performance\.now|setTimeout|setInterval|setImmediate|randomUUID|randomBytes|randomInt|systemClock|systemRandom)\b|\bnew Date\(\)/g;

/** Time and chance that a source takes for itself instead of being given them. */
const takenIn = (source: string): string[] =>
  [...new Set(source.replace(/^import .*$/gm, '').match(GIVEN) ?? [])].sort();

/** Where the machine's own time and chance may stand, and why. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  // The composition root makes them for all parts.
  'local-cloud.ts': ['systemClock', 'systemRandom'],
  // Waits for another process to let go of the folder, before there is a local cloud.
  'state-folder/own-folder.ts': ['systemClock'],
  // Sockets and processes are the machine's, and so is the time they take.
  'server/loopback-server.ts': ['setTimeout'],
  'runners/process/process-group.ts': ['setImmediate'],
};

describe('the local cloud', () => {
  it('is given time and chance everywhere but in these files', () => {
    const taken = [...sources].map(([file, source]) => [file, takenIn(source)] as const);
    expect(Object.fromEntries(taken.filter(([, names]) => names.length > 0))).toEqual(OWN);
  });

  it.each([
    'const id = randomUUID();',
    'setImmediate(work);',
    'const now = new Date();',
    'clock ?? systemClock',
  ])('would notice %s', (line) => expect(takenIn(`import { x } from 'y';\n${line}`)).toHaveLength(1));

  it('writes the faults of the wire neither in jobs nor below them', () => {
    const writing = [...sources].filter(
      ([file, source]) =>
        /^(jobs|events|runners|store)\//.test(file) &&
        /ServiceFault|OciError|Exception'|(?:Algorithm|Client|InternalServer)Error\b/.test(source),
    );
    expect(writing.map(([file]) => file)).toEqual([]);
  });

  it('lists a service for every folder of one, under its name', () => {
    const folders = readdirSync(join(folder, 'services'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(SERVICES.map(({ id }) => id).sort()).toEqual(folders.sort());
  });
});
