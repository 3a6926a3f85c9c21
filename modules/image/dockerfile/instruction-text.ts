/** One instruction, with continuation lines joined and comments removed. */
export interface InstructionText {
  readonly keyword: string;
  /** `--name=value` flags as written. */
  readonly flags: readonly string[];
  readonly text: string;
  readonly hasHeredoc: boolean;
  /** `line 4, COPY train serve ./`, for messages. */
  readonly where: string;
}
