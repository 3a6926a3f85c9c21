/** A RUN instruction of an image that was packed without being built, with what held at its place in the Dockerfile. */
export interface RunStep {
  /** As written. */
  readonly instruction: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}

const LABEL = 'io.tuneform.packed.run';

/** Installs the image's requirements, which the Python environment of the image does for all images that have the same ones. */
const REQUIREMENTS =
  /^(python3? -m )?pip3? install( --[a-z-]+)* (-r|--requirement)[ =](\.\/)?requirements\.txt( --[a-z-]+)*$/;

/** Returns the instructions that are left to be carried out. */
export function runSteps(labels: Readonly<Record<string, string>>): readonly RunStep[] {
  const steps = JSON.parse(labels[LABEL] ?? '[]') as readonly RunStep[];
  return steps.filter(
    ({ command }) => !REQUIREMENTS.test((command.at(-1) ?? '').trim().replaceAll(/\s+/g, ' ')),
  );
}

/** A cache only saves time, and a container of the local cloud has the network that a builder gives by default. */
const WITHOUT_EFFECT = /^--(?:mount=(?:\S+,)?type=cache(?:,\S+)?|network=default)$/;

/** Returns what the instruction asks of its builder and nothing else can give it: a secret, or a folder that is mounted. */
export function builderFlag({ instruction }: RunStep): string | undefined {
  const [, flags = ''] = /^RUN((?: --[a-z]+=\S+)+) /.exec(instruction) ?? [];
  return flags
    .trim()
    .split(' ')
    .find((flag) => flag !== '' && !WITHOUT_EFFECT.test(flag));
}
