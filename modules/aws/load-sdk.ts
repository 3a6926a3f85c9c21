import type * as IamSdk from './iam-sdk';
import type * as LogsSdk from './logs-sdk';
import type * as QuotasSdk from './quotas-sdk';
import type * as S3Sdk from './s3-sdk';
import type * as Sdk from './sdk';
import type * as TrialSdk from './trial-sdk';

/** Returns the AWS SDK, evaluated on first use, so that a plan without AWS calls does not load it. */
export function loadSdk(): typeof Sdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./sdk') as typeof Sdk;
}

/** Returns the S3 client and its commands, evaluated on first use. */
export function loadS3Sdk(): typeof S3Sdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./s3-sdk') as typeof S3Sdk;
}

/** Returns the CloudWatch Logs client and its commands, evaluated on first use. */
export function loadLogsSdk(): typeof LogsSdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./logs-sdk') as typeof LogsSdk;
}

/** Returns the IAM client and its commands, evaluated on first use. */
export function loadIamSdk(): typeof IamSdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./iam-sdk') as typeof IamSdk;
}

/** Returns the Service Quotas client and its commands, evaluated on first use. */
export function loadQuotasSdk(): typeof QuotasSdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./quotas-sdk') as typeof QuotasSdk;
}

/** Returns the commands of a check of containers, evaluated on first use. */
export function loadTrialSdk(): typeof TrialSdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./trial-sdk') as typeof TrialSdk;
}
