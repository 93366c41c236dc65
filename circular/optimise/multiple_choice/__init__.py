"""Multiple-choice problems of any origin: groups, columns, linking rows; solved with a certified gap.

    minimise  sum_j v_j z_j
    so that   sum_(j in g) z_j = n_g        for each group g
              L_r <= sum_j a_rj z_j <= U_r  for each linking row r
              z_j whole, >= 0

A building stock, a knapsack file and a benchmark of others are all callers.
"""

from circular.optimise.multiple_choice.dual import Dual, best_prices, priced
from circular.optimise.multiple_choice.problem import Problem, problem_of
from circular.optimise.multiple_choice.solve import Answer, solve

__all__ = ["Answer", "Dual", "Problem", "best_prices", "priced", "problem_of", "solve"]
