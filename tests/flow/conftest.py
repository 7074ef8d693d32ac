from tests.cli.conftest import tidyclaims

__all__ = ["tidyclaims"]
