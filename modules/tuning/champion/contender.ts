/** A training job that is or may become the champion, under the attribute names of `tuneform_champion`. */
export interface Contender {
  readonly training_job_name: string;
  readonly metric_name: string;
  readonly metric_value: number;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** `s3://…/model.tar.gz`; null if it has no artifact. */
  readonly model_data_url: string | null;
  readonly training_image: string;
  /** Of the objects that its search read; null if it was not recorded. */
  readonly data_fingerprint: string | null;
  /** At list price; null if unknown. */
  readonly cost_usd: number | null;
}
