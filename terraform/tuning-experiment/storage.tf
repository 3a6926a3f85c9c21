data "aws_caller_identity" "this" {}

data "aws_region" "this" {}

data "aws_partition" "this" {}

locals {
  account   = data.aws_caller_identity.this.account_id
  region    = data.aws_region.this.id
  partition = data.aws_partition.this.partition
  files = merge([
    for channel, folder in var.channels : {
      for file in fileset(folder, "**") : "${channel}/${file}" => "${folder}/${file}"
    }
  ]...)
}

# Data and models: versioned, encrypted, reachable over TLS only, never public, owned by its account.
resource "aws_s3_bucket" "this" {
  bucket        = "${var.name}-${local.account}-${local.region}"
  force_destroy = var.disposable
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  # S3 rejects two concurrent changes of a bucket's access.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_object" "data" {
  for_each = local.files

  bucket      = aws_s3_bucket.this.id
  key         = "data/${each.key}"
  source      = each.value
  source_hash = filemd5(each.value)
  depends_on  = [aws_s3_bucket_versioning.this]
}

resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = var.disposable

  image_scanning_configuration {
    scan_on_push = true
  }
}
