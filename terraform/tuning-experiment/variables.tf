variable "name" {
  description = "Name of the experiment, and prefix of everything that the module creates."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 32 lower-case letters, digits and hyphens, beginning with a letter: it is part of the name of a bucket."
  }
}

variable "image_folder" {
  description = "Folder of the container image, with a Dockerfile and the programs train and serve."
  type        = string

  validation {
    condition     = fileexists("${var.image_folder}/Dockerfile")
    error_message = "image_folder must contain a Dockerfile."
  }
}

variable "channels" {
  description = "Input channels: name to a folder of this machine, whose files are uploaded."
  type        = map(string)

  validation {
    condition     = length(var.channels) > 0 && alltrue([for folder in values(var.channels) : length(fileset(folder, "**")) > 0])
    error_message = "channels must name at least one folder, and each must contain a file."
  }
}

variable "objective" {
  description = "Metric to improve, its direction and the regular expression that finds it in the log."
  type = object({
    type        = string
    metric_name = string
    regex       = string
  })

  validation {
    condition     = contains(["Maximize", "Minimize"], var.objective.type)
    error_message = "objective.type must be Maximize or Minimize."
  }
}

variable "parameter_ranges" {
  description = "The search space, as parameter_ranges of tuneform_experiment."
  type = object({
    continuous_parameter_ranges = optional(list(object({
      name         = string
      min_value    = number
      max_value    = number
      scaling_type = optional(string)
    })))
    integer_parameter_ranges = optional(list(object({
      name         = string
      min_value    = number
      max_value    = number
      scaling_type = optional(string)
    })))
    categorical_parameter_ranges = optional(list(object({
      name   = string
      values = list(string)
    })))
  })
}

variable "static_hyper_parameters" {
  description = "Hyperparameters that are not searched."
  type        = map(string)
  default     = {}
}

variable "strategy" {
  description = "How hyperparameters are chosen: Bayesian, Random, Grid or Hyperband."
  type        = string
  default     = "Bayesian"
}

variable "training_jobs" {
  description = "Maximum number of training jobs, and how many run at a time."
  type = object({
    total    = number
    parallel = number
  })
  default = { total = 20, parallel = 4 }

  validation {
    condition     = var.training_jobs.parallel >= 1 && var.training_jobs.total >= var.training_jobs.parallel
    error_message = "training_jobs.parallel must be 1 or more and no more than training_jobs.total."
  }
}

variable "training_instance_type" {
  description = "Instance type of every training job."
  type        = string
  default     = "ml.m5.large"
}

variable "max_runtime_in_seconds" {
  description = "Maximum duration of one training job, which bounds the cost."
  type        = number
  default     = 3600
}

variable "budget_usd" {
  description = "What a launch may cost at most, in US dollars; the plan fails above it. Null: no limit."
  type        = number
  default     = null
}

variable "gate" {
  description = "Conditions that a new champion must meet; null: it must be better than the present one."
  type = object({
    minimum_value       = optional(number)
    minimum_improvement = optional(number)
  })
  default = null
}

variable "approval" {
  description = "planned (default): a plan shows the winner before it is served. automatic: an apply that waits serves it at once. manual: see tuneform_champion."
  type        = string
  default     = "planned"

  validation {
    condition     = contains(["planned", "automatic", "manual"], var.approval)
    error_message = "approval must be planned, automatic or manual."
  }
}

variable "wait" {
  description = "How long an apply waits for the search, such as 10m. 0s launches it and returns; a later apply serves the winner."
  type        = string
  default     = "0s"
}

variable "endpoint" {
  description = "Instance type and number of instances that serve the champion; null: none."
  type = object({
    instance_type  = string
    instance_count = optional(number, 1)
  })
  default = null
}

variable "disposable" {
  description = "Whether destroying deletes the objects of the bucket, the images of the repository and the records of the searches, too."
  type        = bool
  default     = false
}
