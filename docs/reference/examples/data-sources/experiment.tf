# An experiment that another configuration owns.
data "tuneform_experiment" "churn" {
  name  = "churn"
  owner = "growth-team"
}

# Its searches with their warm starts, and what all of them have cost.
output "churn" {
  value = {
    searches = data.tuneform_experiment.churn.generations
    cost_usd = data.tuneform_experiment.churn.cost_usd
  }
}
