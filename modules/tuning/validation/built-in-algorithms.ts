/** Repositories of SageMaker's own algorithms, which define their metrics themselves. */
const REPOSITORIES: ReadonlySet<string> = new Set([
  'blazingtext',
  'factorization-machines',
  'forecasting-deepar',
  'image-classification',
  'ipinsights',
  'kmeans',
  'knn',
  'lda',
  'linear-learner',
  'ntm',
  'object-detection',
  'object2vec',
  'pca',
  'randomcutforest',
  'sagemaker-xgboost',
  'semantic-segmentation',
  'seq2seq',
  'xgboost',
]);

const ECR_IMAGE = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/** True when the image URI is one of SageMaker's own algorithms. Judged by repository: the account differs by region. */
export function isBuiltInAlgorithm(imageUri: string): boolean {
  const repository = ECR_IMAGE.exec(imageUri)?.[1];
  return repository !== undefined && REPOSITORIES.has(repository);
}
