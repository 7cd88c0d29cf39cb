select karter.hold_job_datings((now() at time zone $1)::date, $1)
