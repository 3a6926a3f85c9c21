locals {
  search = {
    resource_limits = {
      max_number_of_training_jobs = 20
      max_parallel_training_jobs  = 4
    }
    resource_config    = { instance_type = "ml.m5.xlarge" }
    stopping_condition = { max_runtime_in_seconds = 3600 }
  }
}

# A check of its own for a search that is declared elsewhere, before anything is planned.
check "budget" {
  assert {
    condition     = provider::tuneform::ceiling("us-east-1", local.search) <= 50
    error_message = "The search may cost more than $50."
  }
}
