import { awsProviderEndpointsToTerraform } from './dialect';

/** Aliases of services in the provider's `endpoints` block, which accepts each service once. */
const ALIASES: ReadonlySet<string> = new Set([
  'amg',
  'applicationautoscaling',
  'appintegrationsservice',
  'appregistry',
  'beanstalk',
  'cloudcontrolapi',
  'cloudhsm',
  'cloudwatchevents',
  'cloudwatchevidently',
  'cloudwatchlog',
  'cloudwatchlogs',
  'cloudwatchobservabilityaccessmanager',
  'cloudwatchrum',
  'codedeploy',
  'cognitoidentityprovider',
  'config',
  'costandusagereportservice',
  'costexplorer',
  'databasemigration',
  'databasemigrationservice',
  'directoryservice',
  'elasticloadbalancing',
  'elasticloadbalancingv2',
  'elasticsearchservice',
  'es',
  'eventbridge',
  'gluedatabrew',
  'inspectorv2',
  'lex',
  'lexmodelbuilding',
  'lexmodelbuildingservice',
  'lexmodelsv2',
  'locationservice',
  'managedgrafana',
  'msk',
  'opensearchingestion',
  'opensearchservice',
  'prometheus',
  'prometheusservice',
  'recyclebin',
  'redshiftdataapiservice',
  'resourcegroupstagging',
  's3api',
  'sdb',
  'serverlessapplicationrepository',
  'serverlessapprepo',
  'stepfunctions',
  'transcribeservice',
]);

/**
 * Every service with a configurable endpoint in the AWS provider, from its bindings' own list. Requests to a service
 * that a local target omitted would go to AWS; the local cloud rejects by name what it does not serve.
 */
export function awsProviderServices(): readonly string[] {
  return Object.keys(awsProviderEndpointsToTerraform({}) as object).filter((name) => !ALIASES.has(name));
}
