/** Addresses that replace AWS's own, by service: a VPC endpoint or another emulator. */
export interface ServiceEndpoints {
  readonly sagemaker?: string;
  readonly sagemaker_runtime?: string;
  readonly ecr?: string;
  readonly s3?: string;
  readonly cloudwatch_logs?: string;
  readonly iam?: string;
  readonly service_quotas?: string;
  /** STS, which the credential chain uses to assume roles. */
  readonly sts?: string;
}
