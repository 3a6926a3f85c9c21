terraform {
  required_providers {
    tuneform = {
      source = "registry.terraform.io/tuneform/tuneform"
    }
  }
}

provider "tuneform" {
  target = "local"
  region = "us-east-1"
  owner  = "vision-team"

  default_tags = {
    project = "digits"
  }
}
