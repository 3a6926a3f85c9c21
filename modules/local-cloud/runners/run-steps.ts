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
