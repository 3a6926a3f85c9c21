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

const ECR_IMAGE = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/**
 * True if the image URI is one of SageMaker's own algorithms. Decides by repository, since the account differs by
 * region; a repository of that name in the role's own account holds an image of the practitioner, though.
 */
export function isBuiltInAlgorithm(imageUri: string, roleArn: string | undefined): boolean {
  const [, account, repository] = ECR_IMAGE.exec(imageUri) ?? [];
  return repository !== undefined && REPOSITORIES.has(repository) && account !== roleArn?.split(':')[4];
}
