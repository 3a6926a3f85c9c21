import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(__dirname, '../../modules');
const sources = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** Facts that had several homes once. Each may be written only where it is said here; `why` is for whoever finds it elsewhere. */
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
      'aws/tags/ownership.ts',
      // A key of the app's context of the same name, and the sentence about it.
      'constructs/tuneform-provider.ts',
      'constructs/values/default-owner.ts',
    ],
    why: 'use TAG_KEYS, ownershipTags or endpointTags of modules/aws',
  },
];

describe('a fact stands in one place', () => {
  it.each(FACTS)('$what', ({ written, places, why }) => {
    const found = sources.filter((file) => written.test(readFileSync(join(modules, file), 'utf8')));
    expect({ found: found.sort(), why }).toEqual({ found: [...places].sort(), why });
  });
});
