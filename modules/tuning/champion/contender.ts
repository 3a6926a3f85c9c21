/** A training job that is or may become the champion, under the attribute names of `tuneform_champion`. */
export interface Contender {
  readonly training_job_name: string;
  readonly metric_name: string;
  readonly metric_value: number;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** `s3://…/model.tar.gz`; null if it has no artifact. */
  readonly model_data_url: string | null;
  readonly training_image: string;
  /** Fingerprint of the objects that its search read; null if none was recorded. */
  readonly data_fingerprint: string | null;
  /** Cost of the training job at list price, US dollars; null if unknown. */
  readonly cost_usd: number | null;
}
