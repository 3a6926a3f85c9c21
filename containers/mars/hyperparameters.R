# Hyperparameters: SageMaker passes strings; these functions convert them within their bounds.

MOST_DEGREE <- 10

# Ends with what is wrong with what was given, as no other error does.
refuse <- function(...) {
  stop(structure(list(message = sprintf(...), call = NULL), class = c("bad_input", "error", "condition")))
}

whole_number <- function(name, text, low, high) {
  value <- suppressWarnings(as.numeric(text))
  if (is.na(value) || value != round(value) || value < low || value > high) {
    refuse("hyperparameter %s is \"%s\", but must be a whole number from %d to %d", name, text, low, high)
  }
  as.integer(value)
}

number <- function(name, text, low, high) {
  value <- suppressWarnings(as.numeric(text))
  if (is.na(value) || value < low || value > high) {
    refuse("hyperparameter %s is \"%s\", but must be a number from %g to %g", name, text, low, high)
  }
  value
}

flag <- function(name, text) {
  value <- c(true = TRUE, false = FALSE)[tolower(text)]
  if (is.na(value)) refuse("hyperparameter %s is \"%s\", but must be TRUE or FALSE", name, text)
  unname(value)
}

# Returns every hyperparameter, the given value or else the default. Any other name is an error: misspelt, it would train
# with the default and look like a result.
read_hyperparameters <- function(file) {
  given <- if (file.exists(file)) jsonlite::fromJSON(file, simplifyVector = FALSE) else list()
  # The service and its SDK add some of their own, such as `_tuning_objective_metric`.
  given <- given[!grepl("^(_|sagemaker_)", names(given))]
  known <- c("target", "degree", "thresh", "prune")
  unknown <- setdiff(names(given), known)
  if (length(unknown) > 0) {
    refuse("unknown hyperparameter \"%s\". Known are: %s", unknown[[1]], paste(known, collapse = ", "))
  }
  text <- function(name, default) if (is.null(given[[name]])) default else as.character(given[[name]])
  target <- text("target", "")
  if (target == "") refuse("hyperparameter target is missing: the name of the column to predict")
  list(
    target = target,
    degree = whole_number("degree", text("degree", "2"), 1, MOST_DEGREE),
    thresh = number("thresh", text("thresh", "0.001"), 0, 1),
    prune = flag("prune", text("prune", "TRUE"))
  )
}
