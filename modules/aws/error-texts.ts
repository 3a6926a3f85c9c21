import type { AwsErrorKind, AwsErrorText } from './error-kinds';

/** The summary and the remedy of each kind. */
export const ERROR_TEXTS: Readonly<Record<AwsErrorKind, AwsErrorText>> = {
  absent: {
    code: 'AWS_OBJECT_ABSENT',
    summary: 'Object Not Found',
    remedy: 'Check the name and the region, or let Terraform create it again.',
    retryable: false,
  },
  'name taken': {
    code: 'AWS_NAME_TAKEN',
    summary: 'Name Already Taken',
    remedy: 'Choose another name, or import the existing object.',
    retryable: false,
  },
  'limit exceeded': {
    code: 'AWS_LIMIT_EXCEEDED',
    summary: 'Service Limit Reached',
    remedy: 'Wait for running jobs to end, request fewer resources, or request a higher quota.',
    retryable: false,
  },
  throttled: {
    code: 'AWS_THROTTLED',
    summary: 'Requests Throttled',
    remedy: 'Apply again in a minute; run fewer pipelines against the account at the same time.',
    retryable: true,
  },
  'credentials expired': {
    code: 'AWS_CREDENTIALS_EXPIRED',
    summary: 'Credentials Expired',
    remedy:
      'Renew the session and apply again; launched jobs are kept, and the next apply continues with them.',
    retryable: false,
  },
  'credentials missing': {
    code: 'AWS_CREDENTIALS_MISSING',
    summary: 'No AWS Credentials',
    remedy:
      'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the provider\'s profile; or set target = "local" to run on this machine.',
    retryable: false,
  },
  'credentials refused': {
    code: 'AWS_CREDENTIALS_REFUSED',
    summary: 'Credentials Refused',
    remedy: 'Check the access key, the secret key and the clock of this machine.',
    retryable: false,
  },
  'access denied': {
    code: 'AWS_ACCESS_DENIED',
    summary: 'Access Denied',
    remedy: 'Allow the named action for the caller that runs Terraform, then apply again.',
    retryable: false,
  },
  'role not assumable': {
    code: 'ROLE_NOT_ASSUMABLE',
    summary: 'Role Cannot Be Assumed',
    remedy:
      'Check that the role exists, that its trust policy lets sagemaker.amazonaws.com assume it, and that any aws:SourceAccount or aws:SourceArn condition matches this account.',
    retryable: true,
  },
  'channel empty': {
    code: 'CHANNEL_EMPTY',
    summary: 'Empty Input Channel',
    remedy: "Upload the data to that prefix, or correct the channel's s3_uri, then apply again.",
    retryable: false,
  },
  'image missing': {
    code: 'IMAGE_NOT_PUSHED',
    summary: 'Image Not Pushed',
    remedy: 'Push the image first, for example with tuneform_container_image, or correct the URI.',
    retryable: false,
  },
  'not terminal': {
    code: 'AWS_NOT_TERMINAL',
    summary: 'Object Still Running',
    remedy: 'Wait until it has stopped, then apply again.',
    retryable: true,
  },
  'already terminal': {
    code: 'AWS_ALREADY_TERMINAL',
    summary: 'Object Already Stopped',
    remedy: 'Nothing needs to be done.',
    retryable: false,
  },
  busy: {
    code: 'AWS_OBJECT_BUSY',
    summary: 'Object Being Changed',
    remedy: 'Wait until the current change has ended, then apply again.',
    retryable: true,
  },
  'model error': {
    code: 'MODEL_ERROR',
    summary: 'Model Returned an Error',
    remedy:
      "The endpoint works; the model's container refused the request or failed on it. Correct the request, or the container after reading its log.",
    retryable: false,
  },
  unreachable: {
    code: 'AWS_UNREACHABLE',
    summary: 'Service Unreachable',
    remedy:
      'Check the network and, for target local, that the local cloud is running: npx tuneform local status.',
    retryable: true,
  },
  'service fault': {
    code: 'AWS_SERVICE_FAULT',
    summary: 'Service Fault',
    remedy: 'The service failed. Apply again in a few minutes.',
    retryable: true,
  },
  'unreadable answer': {
    code: 'AWS_ANSWER_UNREADABLE',
    summary: 'Unreadable Service Answer',
    remedy:
      'A proxy may have truncated or replaced the response, or the server is not an AWS service. Check the network and ' +
      'apply again.',
    retryable: true,
  },
  interrupted: {
    code: 'INTERRUPTED',
    summary: 'Interrupted',
    remedy: 'Apply again to continue.',
    retryable: true,
  },
  'invalid request': {
    code: 'AWS_INVALID_REQUEST',
    summary: 'Request Refused',
    remedy: "Correct what the service's reason names, then apply again.",
    retryable: false,
  },
  unknown: {
    code: 'AWS_UNKNOWN_ERROR',
    summary: 'Unexpected Service Answer',
    remedy: 'Apply again; if it persists, report it with this message.',
    retryable: false,
  },
};
