"""The first start: what a person is offered while the notebook is empty."""
