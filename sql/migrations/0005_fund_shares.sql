-- A year's total is shared in one place, geodata/money.ts.
drop function if exists karter.share_fund_year(integer);
drop function if exists karter.share_of_year(integer);
