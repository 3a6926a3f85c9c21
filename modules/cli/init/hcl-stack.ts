import { LOCAL_URL } from '../../kernel';
import type { StarterContainer, StarterRange } from './starter-choice';

/** Returns the files of a Terraform configuration in HCL. */
export function hclStack(name: string, { ranges }: StarterContainer): Readonly<Record<string, string>> {
  return {
    'main.tf': providers(name),
    'foundation.tf': foundation(name),
    'experiment.tf': experiment(name, ranges),
  };
}

const providers = (name: string): string => `terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    tuneform = { source = "registry.terraform.io/tuneform/tuneform" }
  }
}

variable "local_cloud_url" {
  description = "Address of the local cloud; null for AWS."
  default     = "${LOCAL_URL}"
}

locals {
  # On the local target everything may be deleted with its content.
  disposable = var.local_cloud_url != null
}

provider "aws" {
  region                  = "us-east-1"
  s3_use_path_style       = local.disposable
  skip_metadata_api_check = local.disposable
}

provider "tuneform" {
  target   = local.disposable ? "local" : "aws"
  endpoint = var.local_cloud_url
  owner    = "${name}"
}
`;

/**
 * The role allows what the one of `terraform/tuning-experiment` allows, as a test holds it to. It is written out again, because the new
 * project is its author's own and depends on no module of this repository.
 */
const foundation = (name: string): string => `data "aws_caller_identity" "this" {}

resource "aws_s3_bucket" "artifacts" {
  bucket        = "${name}-artifacts-\${data.aws_caller_identity.this.account_id}"
  force_destroy = local.disposable
}

resource "aws_s3_object" "data" {
  for_each    = fileset("\${path.module}/data", "**")
  bucket      = aws_s3_bucket.artifacts.id
  key         = "data/\${each.value}"
  source      = "\${path.module}/data/\${each.value}"
  source_hash = filesha256("\${path.module}/data/\${each.value}")
}

resource "aws_ecr_repository" "images" {
  name                 = "${name}"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = local.disposable
}

resource "aws_iam_role" "execution" {
  name = "${name}-execution"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sagemaker.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "execution" {
  name = "what-this-role-may-do"
  role = aws_iam_role.execution.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.artifacts.arn },
      { Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.artifacts.arn}/*" },
      {
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:AbortMultipartUpload"]
        Resource = "\${aws_s3_bucket.artifacts.arn}/output/*"
      },
      { Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:*:*:log-group:/aws/sagemaker/*"
      },
      {
        # CloudWatch has no resource for a metric; the namespace limits it.
        Effect    = "Allow"
        Action    = "cloudwatch:PutMetricData"
        Resource  = "*"
        Condition = { StringLike = { "cloudwatch:namespace" = ["/aws/sagemaker/*", "aws/sagemaker/*"] } }
      },
    ]
  })
}
`;

const experiment = (
  name: string,
  ranges: readonly StarterRange[],
): string => `resource "tuneform_container_image" "this" {
  repository_url = aws_ecr_repository.images.repository_url
  context        = "\${path.module}/container"
  prefer_packing = local.disposable
  on_destroy     = local.disposable ? "delete" : "keep"
}

resource "tuneform_experiment" "this" {
  name      = "${name}"
  role_arn  = aws_iam_role.execution.arn
  objective = { type = "Maximize", metric_name = "validation:accuracy" }

  parameter_ranges = {
${rangeLines(ranges)}
  }

  resource_limits = {
    max_number_of_training_jobs = 8
    max_parallel_training_jobs  = 2
  }

  # A record without its artifacts would keep the next deploy from searching again.
  on_destroy              = local.disposable ? "delete" : "stop"
  algorithm_specification = { training_image = tuneform_container_image.this.image_uri }
  channels = {
    train      = "s3://\${aws_s3_bucket.artifacts.id}/data/train/"
    validation = "s3://\${aws_s3_bucket.artifacts.id}/data/validation/"
  }
  output_data_config = { s3_output_path = "s3://\${aws_s3_bucket.artifacts.id}/output/" }
  resource_config    = { instance_type = "ml.m5.large" }
  stopping_condition = { max_runtime_in_seconds = 600 }

  # A training job reads the data with the role's rights.
  depends_on = [aws_iam_role_policy.execution, aws_s3_object.data]
}

resource "tuneform_champion" "this" {
  name             = "${name}"
  tuning_job_names = tuneform_experiment.this.tuning_job_names
}

resource "tuneform_endpoint" "this" {
  name               = "${name}"
  role_arn           = aws_iam_role.execution.arn
  model_data_url     = tuneform_champion.this.model_data_url
  image              = tuneform_container_image.this.image_uri
  production_variant = { instance_type = "ml.m5.large" }

  depends_on = [aws_iam_role_policy.execution]
}
`;

/** As `terraform fmt` lays it out: the equals signs of neighbouring lines in one column. */
function rangeLines(ranges: readonly StarterRange[]): string {
  const width = Math.max(...ranges.map(({ kind }) => kind.length));
  return ranges
    .map(({ name, kind, min, max, scaling }) => {
      const attribute = `${kind}_parameter_ranges`.padEnd(width + '_parameter_ranges'.length);
      const bounds = `min_value = ${String(min)}, max_value = ${String(max)}, scaling_type = "${scaling}"`;
      return `    ${attribute} = [{ name = "${name}", ${bounds} }]`;
    })
    .join('\n');
}
