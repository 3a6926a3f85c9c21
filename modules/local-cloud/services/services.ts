import { ecr } from './ecr';
import { iam } from './iam';
import { logs } from './logs';
import { s3 } from './s3';
import { sagemaker } from './sagemaker';
import { sagemakerRuntime } from './sagemaker-runtime';
import type { ServiceDescriptor } from './service-descriptor';
import { serviceQuotas } from './service-quotas';
import { sts } from './sts';

/**
 * Every service of the local cloud: a service is its folder and a line here. Each may use the services before it. If
 * two share a signing name, requests go to the first unless a path says otherwise.
 */
export const SERVICES: readonly ServiceDescriptor[] = [
  s3,
  iam,
  sts,
  ecr,
  logs,
  serviceQuotas,
  sagemaker,
  sagemakerRuntime,
];
