/** Options for making an image from a folder. */
export interface ContextOptions {
  /** Path of the Dockerfile relative to the folder. Default `Dockerfile`. */
  readonly dockerfile?: string;
  /** `linux/amd64` (default), `linux/arm64` or `linux/arm64/v8`. */
  readonly platform?: string;
  /** Values for the Dockerfile's `ARG` instructions. */
  readonly buildArgs?: Readonly<Record<string, string>>;
}

export const DEFAULT_DOCKERFILE = 'Dockerfile';
export const DEFAULT_PLATFORM = 'linux/amd64';
