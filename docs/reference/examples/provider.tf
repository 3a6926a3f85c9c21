terraform {
  required_providers {
    tuneform = {
      source = "tuneform/tuneform"
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
