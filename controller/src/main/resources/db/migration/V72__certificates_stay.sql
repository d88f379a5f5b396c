-- A certificate that is not known any more counts as one of a time that was lost: nobody may make it unknown.
revoke delete on site_certificate from ${app};
