/** Addresses that stand in for AWS's own, by service: a VPC endpoint, another emulator. Named knowingly, one by one. */
export interface ServiceEndpoints {
  readonly sagemaker?: string;
  readonly sagemaker_runtime?: string;
  readonly ecr?: string;
  /** For the credential chain, which assumes roles. */
  readonly sts?: string;
}
