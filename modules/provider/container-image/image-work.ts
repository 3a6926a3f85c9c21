/* eslint-disable @typescript-eslint/no-require-imports -- packing and pushing is evaluated only where an image is declared */
import type * as Image from '../../image';
import type { ImageInputs } from './types';

/** The image module, evaluated on first use. */
export const imageModule = () => require('../../image') as typeof Image;

/** Returns the options for building or packing the resource's folder. */
export function optionsOf(inputs: ImageInputs) {
  return {
    dockerfile: inputs.dockerfile,
    platform: inputs.platform,
    ...(inputs.build_args !== null && { buildArgs: inputs.build_args }),
  };
}

let builder: ReturnType<typeof Image.findBuilder> | undefined;

/** Returns the machine's builder. Probes once per process, because probing starts other programs. */
export function machineBuilder(): ReturnType<typeof Image.findBuilder> {
  return (builder ??= imageModule().findBuilder());
}
