/** What a listing tells of a model or an endpoint configuration. */
export interface ListedContent {
  readonly name: string;
  /** Milliseconds since the epoch; `Infinity`, younger than everything, when the service does not say. */
  readonly createdAtMs: number;
}
