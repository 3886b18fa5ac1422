"""What several programs share: corpora, source trees, drawing samples, fitting, figures."""
