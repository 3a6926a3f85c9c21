/** The part of the ECR client that this project uses; evaluated only when an image is looked up or pushed. */
export {
  BatchDeleteImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr';
