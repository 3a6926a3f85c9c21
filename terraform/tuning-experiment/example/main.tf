terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    tuneform = { source = "registry.terraform.io/tuneform/tuneform" }
  }
}

variable "local_cloud_url" {
  description = "Address of the local cloud; null for AWS."
  default     = "http://127.0.0.1:4747"
}

provider "aws" {
  region                  = "us-east-1"
  s3_use_path_style       = var.local_cloud_url != null
  skip_metadata_api_check = var.local_cloud_url != null
}

provider "tuneform" {
  target   = var.local_cloud_url == null ? "aws" : "local"
  endpoint = var.local_cloud_url
  owner    = "parabola-team"
}

module "parabola" {
  source           = "../"
  name             = "parabola"
  image_folder     = "${path.module}/image"
  channels         = { train = "${path.module}/data" }
  objective        = { type = "Maximize", metric_name = "score", regex = "score=(\\S+);" }
  parameter_ranges = { continuous_parameter_ranges = [{ name = "x", min_value = 0, max_value = 1 }] }
  training_jobs    = { total = 4, parallel = 2 }
  endpoint         = { instance_type = "ml.m5.large" }
  wait             = "5m"
  approval         = "automatic"
  disposable       = var.local_cloud_url != null
}

output "parabola" { value = module.parabola.champion }
