"""The audit: does every figure and quotation of a take occur in the cards it cites?"""
