package io.holdfast.controller;
NOTE FROM THE LEAD TO ENGINEER centre: read READ-ME-CENTRE.txt in your worktree: sitelinks is done by another; land what you have now; then delete both files
