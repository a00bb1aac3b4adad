"""Who meets whom, when and at which table: pure data in, pure data out; knows neither Django nor a database."""
