import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(__dirname, '../../modules');
const sources = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** Facts that had several homes once. Each may be written only in these files and folders (`…/`); a failure shows `why`. */
const FACTS: readonly {
  readonly what: string;
  readonly written: RegExp;
  readonly places: readonly string[];
  readonly why: string;
}[] = [
  {
    what: "the keys of Tuneform's tags",
    written: /tuneform:/,
    places: [
      'tuning/tags/own-tags.ts',
      // A key of the app's context.
      'constructs/values/default-owner.ts',
    ],
    why: 'use TAG_KEYS, ownershipTags or endpointTags of modules/aws',
  },
  {
    what: 'the port of the local cloud',
    written: /\b4747\b/,
    // A sample of an error message names it too.
    places: ['aws/error-rules.ts', 'kernel/local-address.ts'],
    why: 'use LOCAL_PORT or LOCAL_URL of modules/kernel',
  },
  {
    what: 'the account of the local cloud',
    written: /\b0{12}\b/,
    places: ['kernel/local-address.ts'],
    why: 'use LOCAL_ACCOUNT of modules/kernel',
  },
  {
    what: 'the building of an AWS command',
    written: /\bnew (?:\w+\.)?[A-Z]\w*Command\(/,
    places: ['aws/'],
    why: 'modules/aws alone calls AWS: add a function there',
  },
  {
    what: 'the reading of a list page by page',
    written: /\bNextToken\b|\bpaginate[A-Z]\w*\(/,
    places: ['aws/pages-of.ts', 'local-cloud/'],
    why: 'use pagesOf or listObjects of modules/aws, which keep the clock, the signal and the rate of the session',
  },
  {
    what: 'the time and the chance of this machine',
    written:
      /(?<![.\w])(?:Math\.random|Date\.now|performance\.now|setTimeout|setImmediate|setInterval|randomUUID)\b|\bnew Date\(\)/,
    places: [
      // How old files and locks of other processes are.
      'bundle/code-cache.ts',
      'kernel/clock.ts',
      'kernel/random.ts',
      'machine/lock-link.ts',
      // A process that ends itself in any case.
      'plugin/process/process-conduct.ts',
      'plugin/process/young-space.ts',
      // A test of its own holds the local cloud to more.
      'local-cloud/',
    ],
    why: 'take a Clock, a Random or a fraction as a parameter: the session and the local cloud have them',
  },
  {
    what: 'the clock of this machine as the one that is meant',
    written: /\bsystemClock\b/,
    places: [
      'kernel/clock.ts',
      'kernel/index.ts',
      // What a session, a local cloud, a program or a push is given if nothing else is.
      'aws/client-factory.ts',
      'image/registry/registry-client.ts',
      'local-cloud/local-cloud.ts',
      'local-cloud/state-folder/own-folder.ts',
      'machine/run-program.ts',
      // Processes of their own.
      'cli/',
      'conformance/',
      'demo/',
      'plugin/process/serve-provider.ts',
      'plugin/process/start-reattached.ts',
    ],
    why: 'take a Clock as a parameter',
  },
];

/** A file's text without its block comments. */
function withoutComments(file: string): string {
  return readFileSync(join(modules, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
}

describe('a fact stands in one place', () => {
  it.each(FACTS)('$what', ({ written, places, why }) => {
    const folders = places.filter((place) => place.endsWith('/'));
    const files = places.filter((place) => !place.endsWith('/'));
    const found = sources
      .filter((file) => written.test(withoutComments(file)))
      .filter((file) => !folders.some((folder) => file.startsWith(folder)));
    expect({ found: found.sort(), why }).toEqual({ found: files.sort(), why });
  });
});
