import type { ContainerDefinition } from '@aws-sdk/client-sagemaker';
import { invalid, unsupported } from '../rejections';

/** One place says where the model lies, and type and compression of that place fit together (S3ModelDataSource). */
export function checkModelData(container: ContainerDefinition): void {
  const { ModelDataUrl: url, ModelDataSource: { S3DataSource: source } = {} } = container;
  if (url !== undefined && source !== undefined) {
    throw invalid('ModelDataUrl and ModelDataSource cannot both be specified.');
  }
  if (source === undefined) return;
  const { S3DataType: type, CompressionType: compression, S3Uri: uri = '' } = source;
  if (type === 'S3Prefix' && compression === 'Gzip') {
    throw invalid('CompressionType Gzip needs S3DataType S3Object: an archive is one object.');
  }
  if (type === 'S3Prefix' && !uri.endsWith('/')) {
    throw invalid(`The S3Uri "${uri}" must end with a forward slash when S3DataType is S3Prefix.`);
  }
  if (type === 'S3Object' && compression === 'None') {
    throw unsupported('S3DataType S3Object with CompressionType None');
  }
}
