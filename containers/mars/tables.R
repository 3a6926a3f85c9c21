# Channels of CSV files with a header line, as tables and as the matrices that a model is fitted to.

# Returns all files of a channel as one table; NULL if the job has no such channel.
read_channel <- function(data, name) {
  folder <- file.path(data, name)
  if (!dir.exists(folder)) return(NULL)
  files <- sort(list.files(folder, pattern = "\\.csv$", full.names = TRUE, recursive = TRUE))
  if (length(files) == 0) refuse("channel %s holds no file that ends in .csv", name)
  tables <- lapply(files, utils::read.csv, stringsAsFactors = FALSE)
  columns <- names(tables[[1]])
  for (at in seq_along(tables)) {
    if (!identical(names(tables[[at]]), columns)) {
      refuse("channel %s: %s has other columns than %s", name, basename(files[[at]]), basename(files[[1]]))
    }
  }
  do.call(rbind, tables)
}

# Returns what a table's columns mean to a model: their names in order, and the levels of those that are words.
columns_of <- function(table, target) {
  if (!target %in% names(table)) {
    refuse("there is no column \"%s\" (hyperparameter target); there are: %s", target, paste(names(table), collapse = ", "))
  }
  if (!is.numeric(table[[target]])) refuse("column \"%s\" holds words, but a regression needs numbers", target)
  names <- setdiff(names(table), target)
  words <- Filter(function(name) !is.numeric(table[[name]]), names)
  list(names = names, levels = sapply(words, function(name) sort(unique(table[[name]])), simplify = FALSE))
}

# Returns the columns as numbers; a column of words becomes one column of 0 and 1 for each level but the first.
matrix_of <- function(table, columns) {
  missing <- setdiff(columns$names, names(table))
  if (length(missing) > 0) refuse("column \"%s\" is missing", missing[[1]])
  parts <- lapply(columns$names, function(name) {
    values <- table[[name]]
    if (anyNA(values)) refuse("column \"%s\" has a row without a value", name)
    levels <- columns$levels[[name]]
    if (is.null(levels)) {
      if (!is.numeric(values)) refuse("column \"%s\" holds \"%s\", which is not a number", name, values[[1]])
      return(matrix(values, ncol = 1, dimnames = list(NULL, name)))
    }
    strange <- setdiff(values, levels)
    if (length(strange) > 0) refuse("column \"%s\" holds \"%s\", which the training data does not", name, strange[[1]])
    others <- levels[-1]
    indicators <- sapply(others, function(level) as.numeric(values == level))
    matrix(indicators, nrow = length(values), dimnames = list(NULL, paste0(name, others)))
  })
  do.call(cbind, parts)
}
