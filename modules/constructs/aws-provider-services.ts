import { awsProviderEndpointsToTerraform } from './dialect';

/** Second names of services in the provider's `endpoints` block: it wants each service once. */
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
 * Every service that the AWS provider can be sent elsewhere for, from its bindings' own list. What a local target left
 * out would be asked of AWS itself; the local cloud refuses by name what it does not serve.
 */
export function awsProviderServices(): readonly string[] {
  return Object.keys(awsProviderEndpointsToTerraform({}) as object).filter((name) => !ALIASES.has(name));
}
